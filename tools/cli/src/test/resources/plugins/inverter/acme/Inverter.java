package acme;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;

/** Just enough of an 8237 for one slave at a time on channels 0-3. */
final class Inverter implements Device {

    private static final int[] PAGE_PORTS = {7, 3, 1, 2};

    private final int[] words = new int[8];
    private final int[] pages = new int[16];
    private final int[] modes = new int[4];
    private final DmaBackplane backplane;
    private final Timer serve;
    private int mask = 0xf;
    private int terminalCounts;
    private boolean high;

    Inverter(IsaSlot slot) {
        slot.map("registers", handler(this::read, this::write));
        slot.map("pages", handler(port -> pages[port], (port, value) -> pages[port] = value));
        serve = slot.clock().timer("serve", this::serve);
        backplane = slot.provideDma((channel, dreq) -> serve.armIn(0));
    }

    private interface In {
        int read(int port);
    }

    private interface Out {
        void write(int port, int value);
    }

    private static IoHandler handler(In in, Out out) {
        return new IoHandler() {
            @Override
            public long read(long offset, int size) {
                return in.read((int) offset);
            }

            @Override
            public void write(long offset, int size, long value) {
                out.write((int) offset, (int) value);
            }
        };
    }

    private int read(int port) {
        if (port < 8) {
            int shift = high ? 8 : 0;
            high = !high;
            return words[port] >> shift & 0xff;
        }
        if (port == 8) {
            int status = terminalCounts;
            terminalCounts = 0;
            return status;
        }
        return 0xff;
    }

    private void write(int port, int value) {
        if (port < 8) {
            words[port] =
                    high
                            ? (words[port] & 0x00ff) | value << 8
                            : (words[port] & 0xff00) | value;
            high = !high;
        } else if (port == 10) {
            int bit = 1 << (value & 3);
            mask = (value & 4) != 0 ? mask | bit : mask & ~bit;
        } else if (port == 11) {
            modes[value & 3] = value;
        } else if (port == 12) {
            high = false;
        } else if (port == 13) {
            reset();
        } else if (port == 15) {
            mask = value & 0xf;
        }
        serve.armIn(0);
    }

    private void serve() {
        for (int channel = 0; channel < 4; channel++) {
            while ((mask >> channel & 1) == 0 && backplane.requested(channel)) {
                Burst burst = new Burst(channel);
                int moved = backplane.acknowledge(channel, burst);
                words[2 * channel] = words[2 * channel] + moved & 0xffff;
                words[2 * channel + 1] = words[2 * channel + 1] - moved & 0xffff;
                if (moved == burst.length()) {
                    mask |= 1 << channel;
                    terminalCounts |= 1 << channel;
                } else {
                    break;
                }
            }
        }
    }

    private final class Burst implements DmaBurst {
        private final int channel;
        private final int length;
        private long address;

        Burst(int channel) {
            this.channel = channel;
            this.length = words[2 * channel + 1] + 1;
            this.address = (long) pages[PAGE_PORTS[channel]] << 16 | words[2 * channel];
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public boolean terminalCount() {
            return true;
        }

        @Override
        public DmaDirection direction() {
            return switch (modes[channel] >> 2 & 3) {
                case 1 -> DmaDirection.TO_MEMORY;
                case 2 -> DmaDirection.FROM_MEMORY;
                default -> DmaDirection.VERIFY;
            };
        }

        @Override
        public void give(ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            invert(bytes);
            if (direction() == DmaDirection.TO_MEMORY) {
                backplane.memory(channel).write(address, ByteBuffer.wrap(bytes));
            }
            address += bytes.length;
        }

        @Override
        public void take(ByteBuffer target) {
            byte[] bytes = new byte[target.remaining()];
            if (direction() == DmaDirection.FROM_MEMORY) {
                backplane.memory(channel).read(address, ByteBuffer.wrap(bytes));
                invert(bytes);
                target.put(bytes);
            } else {
                target.position(target.limit());
            }
            address += bytes.length;
        }

        private static void invert(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
    }

    @Override
    public void reset() {
        mask = 0xf;
        terminalCounts = 0;
        high = false;
    }

    @Override
    public void save(StateWriter out) {
        throw new UnsupportedOperationException();
    }
}
