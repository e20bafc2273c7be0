META
key;value
description;Street budget of Port-Vieux
country;Nowhere
unit;Port-Vieux
instance;2025
num_projects;4
num_votes;8
budget;100000
vote_type;approval
rule;equalshares
PROJECTS
project_id;cost;name
1;40000;Benches along the quay
2;35000;Trees in the school yard
3;50000;New lamps in the rue Haute
4;60000;A fountain on the square
VOTES
voter_id;vote;age;sex
1;1,2;34;F
2;1,2;41;M
3;1,3;29;F
4;2,3;67;M
5;1,2;52;F
6;3,4;18;M
7;2;45;F
8;1,4;38;M
