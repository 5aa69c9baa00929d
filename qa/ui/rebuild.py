"""The index: what it holds, and rebuilding it while the old one serves."""

import time

import streamlit as st

from qa.ui import parts
from qa.ui.service import Job, Service, folder_name


def page() -> None:
    """Draws the page."""
    st.title("Index", anchor=False)
    st.write("Answers come from the index. Rebuild it after the texts have changed; until the new one is ready, everyone keeps using the current one.")
    svc = parts.opened()
    if svc is None:
        return
    build = svc.bot.engine.build
    running = svc.job is not None and svc.job.state == "running"
    top = st.container()  # filled last: what it draws may start the page anew, and the figures below must be there by then
    for column, (label, value) in zip(
        st.columns(4),
        (("Documents", len(build.corpus.documents)), (svc.bot.engine.table.nouns.capitalize(), len(svc.bot.engine.table.main)), ("Statements", len(build.corpus.statements)), ("Version", build.id[:6])),
        strict=True,
    ):
        column.metric(label, str(value), border=True)
    st.caption(f"Built {parts.day(build.built)} from the folder “{parts.escape(folder_name(svc.bot.settings.corpus))}” with {parts.escape(svc.bot.encoder.name)}")
    for warning in build.corpus.warnings:
        st.warning(parts.escape(warning))
    with top:
        st.fragment(run_every=0.5 if running else 6)(_panel)(svc, running, build.id)


def _start(svc: Service) -> None:
    if not svc.rebuild():
        st.session_state["outcome"] = "A rebuild is already running; showing its progress."


def _panel(svc: Service, was_running: bool, shown: str) -> None:
    job = svc.job
    if (job is not None and job.state == "running") == was_running and svc.bot.engine.build.id == shown and (outcome := st.session_state.pop("outcome", None)):
        st.toast(outcome)  # only where no rerun follows, which would swallow it
    if job is not None and job.state == "running":
        st.progress(job.done / job.total if job.total else 0.0, text=_progress(job))
        st.caption("You can keep asking. Answers come from the current index until the new one is ready.")
        if st.button("Cancel", icon=":material/close:", key="cancel"):
            svc.cancel()
            st.rerun()
        if not was_running:
            st.rerun()
        return
    if was_running:
        if job is not None and job.state == "done":
            st.session_state["outcome"] = "The new index is live."
        st.rerun()
    if svc.bot.engine.build.id != shown:
        st.session_state["outcome"] = "The new index is live."
        st.rerun()
    outdated = svc.outdated()
    if outdated:
        st.info("The texts have changed since this index was built. Rebuild it to use them.", icon=":material/info:")
    st.button("Rebuild index", icon=":material/sync:", type="primary", key="rebuild", on_click=_start, args=(svc,))
    if job is not None and job.state == "failed":
        st.error(f"The rebuild failed; the previous index is still in use. {parts.escape(job.message)}")
    elif job is not None and job.state == "cancelled":
        st.info("The rebuild was cancelled; the index is as it was.")
    elif job is not None and job.state == "done" and not outdated:
        now = len(svc.bot.engine.build.corpus.statements)
        st.success(f"Rebuilt in {job.ended - job.started:.0f} s, {parts.day(job.ended)}: {job.before} statements before, {now} now.")


def _progress(job: Job) -> str:
    seconds = time.time() - job.started
    counted = f" · {job.done}/{job.total}" if job.total else ""
    left = f" · about {seconds * (job.total - job.done) / job.done:.0f} s left" if job.done and job.total > job.done and seconds > 2 else ""
    return f"{job.stage}{counted} · {seconds:.0f} s{left}"
