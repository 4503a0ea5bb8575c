package dev.reprise.access;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The secret that says "this is the user": file {@code token} in the data directory, readable by its owner only. The
 * cookie and the CSRF token are derived from it, so the server keeps no sessions; deleting the file logs everyone out at
 * the next start. The file is there before the first request: the link needs it.
 */
@Component
@Lazy(false)
class AccessToken {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int SHORTEST = 20;

    private final String token;

    AccessToken(DataDirectory data) {
        token = readOrMake(data.path().resolve("token"));
    }

    /** The token itself, for {@code Authorization: Bearer} and for the link. */
    boolean isToken(String given) {
        return same(token, given);
    }

    boolean isCookie(String given) {
        return same(cookie(), given);
    }

    String cookie() {
        return derived("cookie");
    }

    String csrf() {
        return derived("csrf");
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private String derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return encode(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String readOrMake(Path file) {
        try {
            if (Files.exists(file)) {
                ownerOnly(file);
                String read = Files.readString(file).strip();
                if (read.length() >= SHORTEST) {
                    return read;
                }
                Files.delete(file);
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String made = encode(random);
            WholeFile.write(file, (made + "\n").getBytes(StandardCharsets.UTF_8));
            return made;
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE,
                    "The token file " + file + " cannot be read or written. Make it yours, or delete it.");
        }
    }

    /** A token that came back from a backup may have lost its permissions. */
    private static void ownerOnly(Path file) throws IOException {
        if (knowsOwners()) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static boolean knowsOwners() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
