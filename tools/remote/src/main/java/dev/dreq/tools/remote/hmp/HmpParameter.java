package dev.dreq.tools.remote.hmp;

/**
 * A parameter of a command.
 *
 * @param name under which the command asks for it
 * @param kind what it takes
 * @param isOptional whether it may be left out
 */
record HmpParameter(String name, Kind kind, boolean isOptional) {

    /** The kinds of parameters. */
    enum Kind {
        /** A word. */
        STRING("string"),
        /** A file of the host. */
        FILE("filename"),
        /** A block device. */
        BLOCK("block device name"),
        /** An expression of 64 bits. */
        NUMBER(""),
        /** An expression of 32 bits. */
        WORD(""),
        /** A format behind a slash. */
        FORMAT(""),
        /** A letter behind a hyphen; the parameter's name is the letter. */
        FLAG(""),
        /** A letter behind a hyphen, and a word behind it. */
        FLAG_WITH_STRING(""),
        /** The rest of the line. */
        REST("");

        private final String called;

        Kind(String called) {
            this.called = called;
        }

        /** What messages call it. */
        String called() {
            return called;
        }
    }

    static HmpParameter of(String name, Kind kind) {
        boolean optional =
                kind == Kind.FLAG
                        || kind == Kind.FLAG_WITH_STRING
                        || kind == Kind.FORMAT
                        || kind == Kind.REST;
        return new HmpParameter(name, kind, optional);
    }

    /** The same one, which may be left out. */
    HmpParameter optional() {
        return new HmpParameter(name, kind, true);
    }

    boolean isFlag() {
        return kind == Kind.FLAG || kind == Kind.FLAG_WITH_STRING;
    }
}
