"""Simulates a rule of ElastAlert over time: elastalert_rule RULE.yaml '{"marathon": [[0, 60]]}'

Loads the rule as ElastAlert does, passes a document per minute for each present framework, and prints the minutes of
matches by framework.
"""

import datetime
import json
import sys

from elastalert.loaders import FileRulesLoader

minute = datetime.timedelta(minutes=1)
start = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
present = json.loads(sys.argv[2])
conf = {"es_host": "127.0.0.1", "es_port": 9, "writeback_index": "x", "run_every": minute, "buffer_time": 10 * minute}
conf |= {"rules_folder": sys.argv[1], "rule_schema": None}
loader = FileRulesLoader(conf)
loader.base_config = conf
rule = loader.load_configuration(sys.argv[1], conf)

matches = []
for now in range(300):
    time = start + now * minute
    documents = [
        {"@timestamp": time, "mesos_framework": {"name": name, "active": 1.0}}
        for name, times in present.items()
        if any(begin <= now < end for begin, end in times)
    ]
    if documents:
        rule["type"].add_data(documents)
    rule["type"].garbage_collect(time)
    matches += [[match.get("key"), now] for match in rule["type"].matches]
    rule["type"].matches.clear()
print(json.dumps(matches))
