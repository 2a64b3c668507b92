"""From facts to derivations to answers, with proofs."""
