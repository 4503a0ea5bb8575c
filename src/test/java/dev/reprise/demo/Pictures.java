package dev.reprise.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The pictures that sample stories show, from the application's resources. */
final class Pictures {

    private Pictures() {}

    /** The PNG file of this name in {@code demo/}. */
    static byte[] png(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No sample picture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
