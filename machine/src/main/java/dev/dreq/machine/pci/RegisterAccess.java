package dev.dreq.machine.pci;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.RegisterNames;
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
    private String window = "";
    private RegisterNames names = RegisterNames.NONE;
    private long offset;
    private int size;
    private boolean write;

    /** Ends the access in progress; tells whether there is one. */
    boolean abort() {
        aborted = inProgress;
        return inProgress;
    }

    /** Tells of the access in progress. */
    void tell(Trace trace, String device) {
        trace.targetAborted(device, window, names.at(offset), offset, size, write);
    }

    /** A handler of a window whose accesses can be aborted. */
    IoHandler around(String windowName, IoHandler handler) {
        return new Abortable(windowName, handler);
    }

    private final class Abortable implements IoHandler {

        private final String name;
        private final IoHandler handler;
        private final RegisterNames registers;

        Abortable(String name, IoHandler handler) {
            this.name = name;
            this.handler = handler;
            this.registers = new RegisterNames(handler.registers());
        }

        @Override
        public long read(long at, int bytes) {
            begin(at, bytes, false);
            try {
                long value = handler.read(at, bytes);
                return aborted ? Window.ones(bytes) : value;
            } finally {
                inProgress = false;
            }
        }

        @Override
        public void write(long at, int bytes, long value) {
            begin(at, bytes, true);
            try {
                handler.write(at, bytes, value);
            } finally {
                inProgress = false;
            }
        }

        private void begin(long at, int bytes, boolean writes) {
            inProgress = true;
            aborted = false;
            window = name;
            names = registers;
            offset = at;
            size = bytes;
            write = writes;
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
