"""The command `zhize`."""
