package dev.reprise;

import dev.reprise.problem.Problem;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Says in one sentence why Reprise does not start, where that is no bug. */
final class StartFailure implements SpringBootExceptionReporter {

    /** H2's DATABASE_ALREADY_OPEN_1. */
    private static final int LOCKED = 90020;

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private final @Nullable ConfigurableApplicationContext context;

    StartFailure(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Whether the sentence was printed: then nothing more need be. */
    static boolean said() {
        return SAID.get();
    }

    @Override
    public boolean reportException(Throwable failure) {
        String sentence = sentence(failure);
        if (sentence == null) {
            return false;
        }
        SAID.set(true);
        System.err.println(sentence);
        return true;
    }

    private @Nullable String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Problem problem -> {
                    return problem.sentence();
                }
                case PortInUseException taken -> {
                    return "Port " + taken.getPort() + " is taken by another program: choose another with --port.";
                }
                case BindException bind -> {
                    return "The setting " + bind.getName() + " cannot be what it was given. See docs/settings.md.";
                }
                case SQLException sql
                when sql.getErrorCode() == LOCKED -> {
                    return "Another Reprise runs on the data directory " + data()
                            + ". Open that one (./reprise --link), or name another directory with --data.";
                }
                default -> {}
            }
        }
        return null;
    }

    private String data() {
        return context == null ? "" : context.getEnvironment().getProperty(PlatformData.PROPERTY, "");
    }
}
