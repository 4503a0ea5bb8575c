package dev.reprise.web.session;

/** The pane beside the list that answers “which one was it?”. */
record PreviewPane(SessionRow head, ResumePanel resume, SessionFacts facts) {}
