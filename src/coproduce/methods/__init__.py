"""The sums of co-production: pure functions over frozen values.

Nothing here knows the web, the database, the clock or chance. A method takes frozen input and gives a frozen
result which explains itself in codes; whoever shows the result finds the words.
"""
