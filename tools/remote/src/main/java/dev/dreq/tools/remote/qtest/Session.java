package dev.dreq.tools.remote.qtest;

import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: takes line after line, each under the machine's lock, and sends the
 * answers when there is no further line to take.
 */
final class Session {

    private final Pc pc;
    private final ByteChannel client;
    private final CommandTable commands;
    private final QtestLog log;
    private final Outbox outbox;
    private final RequestLines lines = new RequestLines();
    private final Request request = new Request();
    private final Runnable answer = this::answer;
    private boolean full;

    Session(Pc pc, ByteChannel client, Outbox outbox, CommandTable commands, QtestLog log) {
        this.pc = pc;
        this.client = client;
        this.outbox = outbox;
        this.commands = commands;
        this.log = log;
    }

    /**
     * Serves the client until it leaves. A line that it leaves unfinished is forgotten.
     *
     * @throws IOException if the stream fails
     */
    void run() throws IOException {
        while (lines.fill(client)) {
            boolean any = false;
            while (lines.nextLine()) {
                pc.locked(answer);
                any = !full;
                if (full) {
                    outbox.send();
                }
            }
            if (any) {
                outbox.send();
            }
        }
    }

    /** Answers a line, under the lock. */
    private void answer() {
        log.received(lines.bytes(), lines.start(), lines.end());
        request.begin(lines.bytes(), lines.start(), lines.end());
        Lines answers = outbox.lines();
        try {
            if (lines.wasTooLong()) {
                throw new BadRequest(
                        "a line of more than %d bytes".formatted(RequestLines.LONGEST));
            }
            request.nextWord();
            command().run(request, answers);
        } catch (BadRequest bad) {
            answers.line("FAIL " + bad.getMessage());
        }
        full = outbox.isFull();
    }

    private Command command() throws BadRequest {
        @Nullable Command command = commands.find(request.line(), request.from(), request.to());
        if (command == null) {
            throw new BadRequest("Unknown command '%s'".formatted(request.shown()));
        }
        return command;
    }
}
