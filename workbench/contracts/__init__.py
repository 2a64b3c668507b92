"""Contracts checked many at a time: on all cores, against a baseline, with waivers."""
