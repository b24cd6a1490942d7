package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.line.OutputFile;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.remote.screen.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A file that gets, once, what an adapter scans out. */
public final class Screendump {
    private static final String PPM = ".ppm";
    private static final String PNG = ".png";

    private final Optional<Path> file;
    private boolean taken;
    private boolean written;

    private Screendump(Optional<Path> file) {
        this.file = file;
    }

    /** Looks at the place; without one nothing is written. */
    public static Screendump to(Optional<Path> file) {
        file.ifPresent(
                path -> {
                    if (!isNamed(path, PNG) && !isNamed(path, PPM)) {
                        throw new UsageException(
                                "%s %s is of no known format; its name must end with %s or %s"
                                        .formatted(Syntax.SCREENDUMP, path, PNG, PPM));
                    }
                    OutputFile.at(Syntax.SCREENDUMP, path);
                });
        return new Screendump(file);
    }

    private static boolean isNamed(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    /** Looks whether the machine shows anything. */
    public void checkShown(Target target) {
        file.ifPresent(
                path -> {
                    if (!target.shows()) {
                        throw new UsageException(
                                "%s %s: no device of the machine shows a picture; add one with %s display"
                                        .formatted(Syntax.SCREENDUMP, path, Syntax.DEVICE));
                    }
                });
    }

    /** Where it is, once it is complete. */
    public Optional<Path> written() {
        return written ? file : Optional.empty();
    }

    /** Writes the picture of the first device that shows one, unless that was tried before. */
    public void take(Target target) throws JobFailure {
        if (taken || file.isEmpty()) {
            return;
        }
        Optional<ScanOut.Picture> screen = target.picture();
        if (screen.isEmpty()) {
            return;
        }
        taken = true;
        Path path = file.get();
        ScanOut.Picture picture = screen.get();
        try (OutputFile out = OutputFile.at(Syntax.SCREENDUMP, path)) {
            byte[] content = isNamed(path, PPM) ? PictureFormat.PPM.encode(picture) : png(picture);
            out.write(content, content.length);
            out.complete();
            written = true;
        } catch (IOException e) {
            throw new JobFailure("%s %s: %s".formatted(Syntax.SCREENDUMP, path, e), e);
        }
    }

    private static byte[] png(ScanOut.Picture picture) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(content)) {
            ImageIO.write(Images.of(picture), "png", stream);
        }
        return content.toByteArray();
    }
}
