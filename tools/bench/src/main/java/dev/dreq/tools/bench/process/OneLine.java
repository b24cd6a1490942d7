package dev.dreq.tools.bench.process;

/** The least that a Java program takes: the limit of starting one. */
final class OneLine {

    private OneLine() {}

    /** Prints a line. */
    public static void main(String[] args) {
        System.out.println("one line");
    }
}
