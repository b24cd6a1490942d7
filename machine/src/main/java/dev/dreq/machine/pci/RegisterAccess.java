package dev.dreq.machine.pci;

import dev.dreq.machine.io.Window;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import java.util.List;

/**
 * The register access of a function that is in progress, if any, and whether the function ends it
 * as a target abort. An aborted read gives all ones.
 */
final class RegisterAccess {

    private boolean inProgress;
    private boolean aborted;

    /** Ends the access in progress; tells whether there is one. */
    boolean abort() {
        aborted = inProgress;
        return inProgress;
    }

    /** A handler whose accesses can be aborted. */
    IoHandler around(IoHandler handler) {
        return new Abortable(handler);
    }

    private final class Abortable implements IoHandler {

        private final IoHandler handler;

        Abortable(IoHandler handler) {
            this.handler = handler;
        }

        @Override
        public long read(long offset, int size) {
            begin();
            try {
                long value = handler.read(offset, size);
                return aborted ? Window.ones(size) : value;
            } finally {
                inProgress = false;
            }
        }

        @Override
        public void write(long offset, int size, long value) {
            begin();
            try {
                handler.write(offset, size, value);
            } finally {
                inProgress = false;
            }
        }

        private void begin() {
            inProgress = true;
            aborted = false;
        }

        @Override
        public AccessSizes accessSizes() {
            return handler.accessSizes();
        }

        @Override
        public List<Register> registers() {
            return handler.registers();
        }
    }
}
