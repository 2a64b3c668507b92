"""Proofs checked again, without the inference that made them.

In: a certificate and the sources it quotes. Out: a verdict. Guarantee: neither durable_rules nor any module of the
inference is imported here, directly or by others; an import contract says so.
"""
