package dev.dreq.tools.cli;

/**
 * A call as the verifier tells it, {@code Routine(arguments) by DRIVER at IRQL}, in its parts.
 *
 * @param routine its DDK name; the whole text if it is of another form
 * @param arguments names and values in turn, may be empty
 * @param irql may be empty
 */
record CallWords(String routine, String arguments, String irql) {

    static CallWords of(String call) {
        int open = call.indexOf('(');
        int close = call.lastIndexOf(") by ");
        int level = call.lastIndexOf(" at ");
        if (open < 0 || close < open || level < close) {
            return new CallWords(call, "", "");
        }
        return new CallWords(
                call.substring(0, open),
                call.substring(open + 1, close),
                call.substring(level + " at ".length()));
    }
}
