package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.tools.cli.Dreq;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture in a file, and what the screen must look like.
 *
 * @param image opaque
 */
public record ShownPicture(Path file, BufferedImage image) {
    private static final int SMALLEST_MODE = 64;
    private static final int BLACK = 0xFF00_0000;

    /** A picture none of whose pixels is like another, as a PNG of that name in a folder. */
    public static ShownPicture of(Path folder, int width, int height) throws IOException {
        BufferedImage image = unlike(width, height, BufferedImage.TYPE_INT_RGB);
        Path file = folder.resolve("%dx%d.png".formatted(width, height));
        if (!Files.exists(file)) {
            ImageIO.write(image, "png", file.toFile());
        }
        return new ShownPicture(file, image);
    }

    /** An image none of whose pixels is like another, if its type has as many colours. */
    static BufferedImage unlike(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int odd = 0x9E_3779; // times any odd number is one to one
                image.setRGB(x, y, BLACK | ((y * width + x + 1) * odd & 0xFF_FFFF));
            }
        }
        return image;
    }

    /** Runs {@code dreq run --show} and looks at the screen, and at what all reports have. */
    Dreq shown(Object... more) throws IOException {
        Path dump = file.resolveSibling("dump.png");
        Files.deleteIfExists(dump);
        List<Object> args =
                new ArrayList<>(List.of("run", "--json", "--show", file, "--screendump", dump));
        args.addAll(Arrays.asList(more));
        Dreq run = dreq(args.toArray());
        assertEquals(0, run.status(), () -> args + " says " + run.err());
        assertOnScreen(ImageIO.read(dump.toFile()), args.toString());
        assertEquals(
                List.of("picture-write", "picture-read"),
                run.jobs().stream().map(job -> job.get("job")).toList());
        for (var job : run.jobs()) {
            assertEquals("display0", job.get("device"));
            assertEquals(
                    4L * image.getWidth() * image.getHeight(),
                    ((Number) job.get("bytes")).longValue());
        }
        return run;
    }

    private void assertOnScreen(BufferedImage screen, String message) {
        int width = Math.max(SMALLEST_MODE, image.getWidth());
        int height = Math.max(SMALLEST_MODE, image.getHeight());
        assertEquals(width, screen.getWidth(), message);
        assertEquals(height, screen.getHeight(), message);
        int[] expected = new int[width * height];
        Arrays.fill(expected, BLACK);
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), expected, 0, width);
        int at = Arrays.mismatch(expected, screen.getRGB(0, 0, width, height, null, 0, width));
        assertEquals(-1, at, () -> "%s: pixel %d, %d".formatted(message, at % width, at / width));
    }
}
