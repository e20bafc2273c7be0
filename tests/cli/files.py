"""A small election file for the command line."""

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
