"""Small files for the command line."""

STREET = """META
key;value
num_projects;3
num_votes;5
budget;100
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name
park;60;Pocket park
bench;40;Bench
lamp;50;Street lamp
VOTES
voter_id;vote
1;park,lamp
2;park,lamp
3;park
4;bench
5;bench,lamp
"""

NEEDS = """voter,park,bench,lamp
ann,1,2,3
bob,1,3,2
cleo,3,1,2
dan,2,1,1
eve,1,2,3
fay,,1,2
gus,1,2,2
"""
