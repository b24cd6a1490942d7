package dev.dreq.tools.remote.qtest;

/** What a word at the head of a line stands for. */
@FunctionalInterface
interface Command {

    /**
     * Does what a request asks for and answers it with one line. Under the machine's lock.
     *
     * @throws BadRequest if the request cannot be done; then nothing was done or answered
     */
    void run(Request request, Lines answer) throws BadRequest;
}
