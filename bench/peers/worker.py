"""Runs one work of a peer on request: a line of JSON on standard input is answered by one on standard output.

{"prepare": input} -> {"ready": true}    builds the input of the peer, which is not timed
{"result": true}   -> {"result": ...}    the numbers that all peers must agree on
{"time": true}     -> {"seconds": ...}   processor time of one run
"""

import importlib
import json
import sys
import time


def main() -> None:
    module = importlib.import_module(sys.argv[1])
    work = None
    for line in sys.stdin:
        order = json.loads(line)
        if "prepare" in order:
            work = module.prepare(order["prepare"])
            answer = {"ready": True}
        elif "result" in order:
            answer = {"result": work.result(work.run())}
        else:
            start = time.process_time()
            work.run()
            answer = {"seconds": time.process_time() - start}
        print(json.dumps(answer), flush=True)


main()
