"""Small files for the command line: elections, a vote in order, quotas and a pool."""

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

TARGETS = """feature,value,min,max
age,young,1,2
age,old,1,2
sex,f,1,2
sex,m,1,2
"""

POOL = """id,age,sex,street,number
ada,old,f,Elm Street,1
ben,old,m,Elm Street,2
cleo,old,f,Elm Street,3
dan,young,m,Elm Street,1
eve,young,f,Elm Street,4
fred,old,m,Elm Street,5
"""
