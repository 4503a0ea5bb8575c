package dev.reprise.agent;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a log, wherever they lie; can be read again from the beginning. */
public interface LogBytes {

    InputStream open() throws IOException;
}
