package dev.dreq.plugin;

/** An ability of a device: it shows a picture. */
@Experimental("knows one pixel format and no cursor")
public interface ScanOut {

    /** The picture that is shown now. */
    Picture picture();

    /**
     * A picture.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param pixels 00RRGGBB, row by row from the top left
     */
    @SuppressWarnings("ArrayRecordComponent") // a picture is handed over, not compared
    record Picture(int width, int height, int[] pixels) {

        public Picture {
            if (width < 1 || height < 1 || (long) width * height != pixels.length) {
                throw new IllegalArgumentException(
                        "%d x %d is no picture of %d pixels"
                                .formatted(width, height, pixels.length));
            }
        }
    }
}
