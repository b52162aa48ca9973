"""Speaks to the kernel of spinlaw with Jupyter's own client, and runs notebooks with nbconvert.

    python tools/jupyter_check.py OUTPUT KERNEL_NAME NOTEBOOK...

Writes one JSON document, which test/jupyter/python.test.ts judges. The kernel is found as Jupyter finds it, by JUPYTER_PATH.
"""

import json
import os
import sys
import time

import nbformat
from jupyter_client.manager import start_new_kernel
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

TIMEOUT = 120


def run(client, code, **options):
    """The reply to a cell, and what was published for it."""
    published = []
    reply = client.execute_interactive(
        code,
        timeout=TIMEOUT,
        allow_stdin=False,
        output_hook=lambda m: published.append({"type": m["header"]["msg_type"], "content": m["content"]}),
        **options,
    )
    return {"reply": reply["content"], "published": [p for p in published if p["type"] != "status"]}


def reply_of(client, message_id, channel="shell"):
    get = client.get_shell_msg if channel == "shell" else client.get_control_msg
    while True:
        message = get(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == message_id:
            return message["content"]


def wait_until_busy(client, message_id):
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == message_id and message["header"]["msg_type"] == "execute_input":
            return


def beats(client):
    """Whether the heart beats while the cell runs. On a busy machine a single beat may be late."""
    for _ in range(TIMEOUT):
        if client.hb_channel.is_beating():
            return True
        time.sleep(1)
    return False


def conversation(name):
    found = {}
    manager, client = start_new_kernel(kernel_name=name)
    other_manager, other = start_new_kernel(kernel_name=name)
    try:
        found["info"] = reply_of(client, client.kernel_info())
        found["mandatory"] = run(client, "(S'_j×S''_<j+1>)·S'_<j+2>")
        found["definition"] = run(client, "Ham = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>")
        found["apart"] = run(other, "Ham")
        found["expressions"] = run(client, "range(Ham)", user_expressions={"a": "range(Ham)", "b": "nothing"})
        found["silent"] = run(client, "X_0", silent=True)
        found["error"] = run(client, "foo")
        found["complete"] = reply_of(client, client.complete("𝟙 2 Ha", 6))
        found["inspect"] = reply_of(client, client.inspect("Ham", 3))
        found["incomplete"] = reply_of(client, client.is_complete("[X_0,"))
        found["history"] = reply_of(client, client.history(hist_access_type="tail", n=2, raw=True, output=False))
        found["comms"] = reply_of(client, client.comm_info())
        endless = client.execute("charge(Ham, 18)")
        behind = client.execute("K = 1")
        wait_until_busy(client, endless)
        found["alive"] = manager.is_alive() and beats(client)
        manager.interrupt_kernel()
        found["interrupted"] = reply_of(client, endless)
        found["behind"] = reply_of(client, behind)
        found["kept"] = run(client, "range(Ham)")
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=TIMEOUT)
        found["restarted"] = run(client, "Ham")
    finally:
        client.stop_channels()
        other.stop_channels()
        manager.shutdown_kernel(now=False)
        other_manager.shutdown_kernel(now=False)
    found["ended"] = not manager.is_alive() and not other_manager.is_alive()
    return found


def executed(path, name):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    folder = os.path.dirname(os.path.abspath(path))
    ExecutePreprocessor(timeout=TIMEOUT, kernel_name=name).preprocess(notebook, {"metadata": {"path": folder}})
    nbformat.validate(notebook)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    cells = [dict(cell) for cell in notebook.cells if cell.cell_type == "code"]
    return {"cells": json.loads(json.dumps(cells)), "html": html}


if __name__ == "__main__":
    output, kernel, *notebooks = sys.argv[1:]
    document = {"conversation": conversation(kernel), "notebooks": {p: executed(p, kernel) for p in notebooks}}
    # Not to standard output, which the kernels inherit.
    with open(output, "w", encoding="utf-8") as file:
        json.dump(document, file)
