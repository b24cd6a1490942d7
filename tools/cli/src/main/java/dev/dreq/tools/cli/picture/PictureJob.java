package dev.dreq.tools.cli.picture;

/** What is done with a picture. */
public enum PictureJob {
    WRITE("picture-write"),
    READ("picture-read");

    private final String word;

    PictureJob(String word) {
        this.word = word;
    }

    /** What it is called in the report. */
    @Override
    public String toString() {
        return word;
    }
}
