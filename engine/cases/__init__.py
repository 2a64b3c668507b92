"""Cases: what the provisions mean for given actors, on a day, after given events.

In: a case file and a library. Out: duties with their states, consequences, and the questions that are open.
"""
