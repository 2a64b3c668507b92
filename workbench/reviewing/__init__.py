"""What people who know the law say of what was read, and what follows from it.

In: corrections. Out: extractions with the corrections in place; records for others; how good the reading is.

    model       corrections                     building    a record -> a statement
    applying    corrections in an extraction    telling     corrections in a proof
    gold        records of annotators, fixtures scoring     the reading against the reviews
    spreading   what a new word would change    matching    the statement that is meant
"""
