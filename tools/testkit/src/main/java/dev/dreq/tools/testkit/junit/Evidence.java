package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.Kernel;
import dev.dreq.machine.DeviceNode;
import dev.dreq.plugin.ScanOut;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The files that a failed test leaves.
 *
 * @param folder of this test, and of no other
 */
record Evidence(Path folder) {

    /** Removes what an earlier run has left. */
    void clear() throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> found = Files.list(folder)) {
                files = found.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    /** Writes everything. */
    void write(String test, Rig rig, Throwable failure) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.txt"), report(test, rig, failure));
        Files.writeString(folder.resolve("transfers.txt"), rig.transfers().table());
        for (DeviceNode node : rig.machine().devices()) {
            Optional<ScanOut> screen = node.ability(ScanOut.class);
            if (screen.isPresent()) {
                Files.write(folder.resolve(node.name() + ".png"), png(screen.get().picture()));
            }
        }
        rig.recording().dump(folder.resolve("recording.jfr"));
    }

    private static String report(String test, Rig rig, Throwable failure) {
        StringBuilder text = new StringBuilder();
        text.append("%s failed%n%n".formatted(test));
        text.append("seed          %d%n".formatted(rig.asked().seed()));
        text.append("machine       %s%n".formatted(rig.asked()));
        text.append("virtual time  %s us%n".formatted(LastTransfers.micros(rig.machine().now())));
        for (DeviceNode node : rig.machine().devices()) {
            text.append("%-12s  %s%n".formatted(node.name(), words(node)));
        }
        rig.running().ifPresent(kernel -> text.append(words(kernel)));
        return text.append("%n%s".formatted(trace(failure))).toString();
    }

    private static String words(DeviceNode node) {
        return "%s, %d guest errors%s"
                .formatted(
                        node.settings(),
                        node.guestErrors(),
                        node.faultReport().map(fault -> ", cut off: " + fault).orElse(""));
    }

    private static String words(Kernel kernel) {
        StringBuilder text = new StringBuilder();
        kernel.ke().reports().forEach(said -> text.append("kernel        %s%n".formatted(said)));
        kernel.verifier()
                .violations()
                .forEach(violation -> text.append("%n%s".formatted(violation.report())));
        return text.toString();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static byte[] png(ScanOut.Picture picture) throws IOException {
        int width = picture.width();
        int height = picture.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, picture.pixels(), 0, width);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(content)) {
            ImageIO.write(image, "png", stream);
        }
        return content.toByteArray();
    }
}
