package dev.reprise.intake;

import dev.reprise.agent.Cleanup;
import dev.reprise.catalogue.Home;
import java.util.Map;

/** What the clean-up of the CLI does was looked up and is other than the last time; at the start always. All homes are in it. */
public record CleanupsSeen(Map<Home, Cleanup> cleanups) {}
