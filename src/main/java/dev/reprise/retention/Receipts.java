package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.OwnerOnly;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** AUTHORED: {@code receipts/ID.json}, one for each act that wrote, moved or deleted files. */
@Repository
public class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final Clock clock;

    Receipts(DataDirectory data, Clock clock) {
        this.folder = data.receipts();
        this.clock = clock;
    }

    /** A new id, later than all before. */
    public String id() {
        return STAMP.format(clock.instant()) + "-" + String.format("%06x", RANDOM.nextInt(1 << 24));
    }

    /** @throws Problem STORAGE */
    public void write(Receipt receipt) {
        try {
            OwnerOnly.directories(folder);
            WholeFile.write(file(receipt.id()), json(receipt));
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE,
                    "The receipt cannot be written: " + e.getMessage() + ". Make room in " + folder + ".");
        }
    }

    /** As it is kept and downloaded. */
    public byte[] json(Receipt receipt) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(receipt);
    }

    /** The newest first, at most so many. */
    public List<Receipt> latest(int most) {
        return latest(most, name -> true);
    }

    private List<Receipt> latest(int most, Predicate<String> wanted) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.list(folder)) {
                found.filter(file ->
                                file.toString().endsWith(".json") && wanted.test(String.valueOf(file.getFileName())))
                        .sorted(Comparator.reverseOrder())
                        .limit(most)
                        .forEach(files::add);
            } catch (IOException e) {
                log.warn("{} cannot be listed: {}", folder, e.toString());
            }
        }
        List<Receipt> receipts = new ArrayList<>();
        for (Path file : files) {
            try {
                receipts.add(MAPPER.readValue(Files.readAllBytes(file), Receipt.class));
            } catch (IOException | JacksonException e) {
                log.warn("The receipt {} cannot be read.", file);
            }
        }
        return receipts;
    }

    /** All that are newer than this one, oldest first. An id is greater than those before it. */
    public List<Receipt> since(String id) {
        return latest(Integer.MAX_VALUE, name -> name.compareTo(id + ".json") > 0)
                .reversed();
    }

    /** @throws Problem NOT_FOUND */
    public Receipt get(String id) {
        try {
            if (id.matches("[0-9TZ.]{1,40}-[0-9a-f]{6}")) {
                return MAPPER.readValue(Files.readAllBytes(file(id)), Receipt.class);
            }
        } catch (IOException | JacksonException e) {
            log.debug("no receipt", e);
        }
        throw new Problem(Reason.NOT_FOUND, "There is no receipt with this id. Look at the list of receipts.");
    }

    /** Notes that it was taken back. */
    public void undone(Receipt receipt, Instant when) {
        write(receipt.undone(when));
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }
}
