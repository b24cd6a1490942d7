package dev.dreq.tools.cli.floppy;

import dev.dreq.tools.cli.line.OutputFile;
import java.io.IOException;

/** Copies what is read to a file. */
record FloppyCopy(OutputFile target) implements FloppyRead.Reader {

    @Override
    public void accept(byte[] bytes, int length) throws IOException {
        target.write(bytes, length);
    }

    @Override
    public void end() throws IOException {
        target.complete();
    }

    @Override
    public String outcome() {
        return "copied to " + target.named();
    }
}
