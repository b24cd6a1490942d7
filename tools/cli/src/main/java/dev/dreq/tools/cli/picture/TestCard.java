package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.ScanOut;

/**
 * A television test card, on which a mistake of a transfer is seen at once: a line that moved
 * breaks the circle, a page that is missing cuts the bands, bytes out of order change the colours.
 */
public final class TestCard {
    /** In pixels. */
    public static final int WIDTH = 800;

    /** In lines. */
    public static final int HEIGHT = 600;

    private static final int CELL = 50;
    private static final int RADIUS = 265;
    private static final int RING = 4;
    private static final int LEFT = WIDTH / 2 - RADIUS;
    private static final int ACROSS = 2 * RADIUS;

    private static final int NAME_END = 140;
    private static final int COLOURS_END = 215;
    private static final int RINGS_END = 385;
    private static final int GREYS_END = 435;
    private static final int HUES_END = 485;

    private static final int BACKGROUND = 0x3a4048;
    private static final int LINE = 0xb8bcc4;
    private static final int BLACK = 0x101010;
    private static final int WHITE = 0xf4f4f4;
    private static final int GREYS = 11;

    /** White to blue, by falling brightness. */
    private static final int[] COLOURS = {
        0xf4f4f4, 0xe8d820, 0x20c8d0, 0x28b838, 0xc030b8, 0xc82828, 0x2838c8
    };

    /** Pixels from one stripe to the next. */
    private static final int[] PITCHES = {32, 16, 8, 6, 4, 2};

    /** DREQ, each letter of 5 x 7 dots; the highest bit is the leftmost dot. */
    private static final int[][] LETTERS = {
        {0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110},
        {0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001},
        {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111},
        {0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101},
    };

    private static final int DOT = 8;
    private static final int LETTER = 6 * DOT;
    private static final int NAME_LEFT = (WIDTH - LETTERS.length * LETTER + DOT) / 2;
    private static final int NAME_TOP = 72;

    /** As many rings as fit before they are narrower than two pixels. */
    private static final double RINGS = Math.PI / 2 / RADIUS;

    private TestCard() {}

    /** The card. */
    public static ScanOut.Picture picture() {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels[y * WIDTH + x] = pixel(x, y);
            }
        }
        return new ScanOut.Picture(WIDTH, HEIGHT, pixels);
    }

    private static int pixel(int x, int y) {
        double radius = radius(x, y);
        int ringed = mix(grid(x, y), WHITE, RADIUS - radius);
        return mix(ringed, band(x, y), RADIUS - RING - radius);
    }

    private static double radius(int x, int y) {
        return Math.hypot(x - (WIDTH - 1) / 2.0, y - (HEIGHT - 1) / 2.0);
    }

    private static int grid(int x, int y) {
        int edge = Math.min(Math.min(x, WIDTH - 1 - x), Math.min(y, HEIGHT - 1 - y));
        if (edge < CELL / 2) {
            int cells = (x + CELL / 2) / CELL + (y + CELL / 2) / CELL;
            return cells % 2 == 0 ? WHITE : BLACK;
        }
        return (x + 1) % CELL < 2 || (y + 1) % CELL < 2 ? LINE : BACKGROUND;
    }

    private static int band(int x, int y) {
        int at = Math.min(Math.max(x - LEFT, 0), ACROSS - 1);
        if (y < NAME_END) {
            return name(x, y);
        } else if (y < COLOURS_END) {
            return COLOURS[at * COLOURS.length / ACROSS];
        } else if (y < RINGS_END) {
            double radius = radius(x, y);
            return mix(BLACK, WHITE, 0.5 + 0.5 * Math.cos(radius * radius * RINGS));
        } else if (y < GREYS_END) {
            int step = at * GREYS / ACROSS;
            return mix(BLACK, WHITE, step / (GREYS - 1.0));
        } else if (y < HUES_END) {
            return hue((double) at / ACROSS);
        }
        int pitch = PITCHES[at * PITCHES.length / ACROSS];
        return at % pitch < pitch / 2 ? WHITE : BLACK;
    }

    private static int name(int x, int y) {
        int letter = Math.floorDiv(x - NAME_LEFT, LETTER);
        int row = Math.floorDiv(y - NAME_TOP, DOT);
        if (letter < 0 || letter >= LETTERS.length || row < 0 || row >= LETTERS[letter].length) {
            return BLACK;
        }
        int column = (x - NAME_LEFT) % LETTER / DOT;
        return (LETTERS[letter][row] << column & 0b10000) != 0 ? WHITE : BLACK;
    }

    /** Red, yellow, green, cyan, blue, magenta and red again. */
    private static int hue(double turn) {
        return primary(turn + 1.0 / 3) << 16 | primary(turn) << 8 | primary(turn - 1.0 / 3);
    }

    /** Green's share: none, rising, full for a third of the turn, falling. */
    private static int primary(double turn) {
        double sixths = (turn - Math.floor(turn)) * 6;
        return (int) Math.round(255 * unit(2 - Math.abs(sixths - 2)));
    }

    private static int mix(int from, int to, double share) {
        double part = unit(share);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int one = from >> shift & 0xff;
            int other = to >> shift & 0xff;
            mixed |= (int) Math.round(one + (other - one) * part) << shift;
        }
        return mixed;
    }

    private static double unit(double value) {
        return Math.min(Math.max(value, 0), 1);
    }
}
