package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The human monitor at a terminal, with line editing, history and completion. Ctrl-C ends the
 * machine, as it ends QEMU; Ctrl-D ends the monitor.
 */
public final class Console implements Server {

    private final Pc pc;
    private final Monitor monitor;
    private final Thread thread = new Thread(this::run, "monitor");
    private @Nullable Terminal terminal;

    /** Makes a console that has not begun. */
    public Console(Pc pc) {
        this.pc = pc;
        this.monitor = new Monitor(pc);
        thread.setDaemon(true);
    }

    /** Whether this process has a terminal. */
    @SuppressWarnings("SystemConsoleNull") // of JDK 22 it is never null; then JLine finds out
    public static boolean isAvailable() {
        return System.console() != null;
    }

    @Override
    public void start() throws IOException {
        terminal = TerminalBuilder.builder().system(true).build();
        thread.start();
    }

    private void run() {
        Terminal mine = terminal;
        if (mine == null) {
            return;
        }
        LineReader reader =
                LineReaderBuilder.builder()
                        .terminal(mine)
                        .completer(completer())
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // ! is no history
                        .build();
        mine.writer().print(MonitorServer.greeting());
        try {
            while (!pc.hasEnded()) {
                mine.writer().print(monitor.run(reader.readLine(MonitorServer.PROMPT)));
                mine.writer().flush();
            }
        } catch (UserInterruptException ctrlC) {
            pc.locked(pc::quit);
        } catch (EndOfFileException ctrlD) {
            // The machine goes on without its monitor.
        }
    }

    private Completer completer() {
        return (reader, line, candidates) ->
                monitor.completions(before(line)).stream()
                        .map(Candidate::new)
                        .forEach(candidates::add);
    }

    /** The words before the one that is being typed. */
    private static List<String> before(ParsedLine line) {
        return line.words().subList(0, line.wordIndex());
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        Terminal mine = terminal;
        if (mine != null) {
            mine.close();
        }
    }
}
