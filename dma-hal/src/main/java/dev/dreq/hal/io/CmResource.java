package dev.dreq.hal.io;

import dev.dreq.hal.ke.InterruptMode;

/** CM_PARTIAL_RESOURCE_DESCRIPTOR: one resource that a device was granted. */
public sealed interface CmResource {

    /** CmResourceTypePort: ports {@code start} to {@code start + length - 1}. */
    record Port(int start, int length) implements CmResource {
        public Port {
            if (start < 0 || length < 1 || start + length > 0x10000) {
                throw new IllegalArgumentException("no such ports: %x+%x".formatted(start, length));
            }
        }
    }

    /** CmResourceTypeInterrupt: an interrupt input, and how the device uses it. */
    record Interrupt(int input, InterruptMode mode, boolean shared) implements CmResource {
        public Interrupt {
            if (input < 0) {
                throw new IllegalArgumentException("no such interrupt input: " + input);
            }
        }
    }

    /**
     * CmResourceTypeInterrupt with CM_RESOURCE_INTERRUPT_MESSAGE: an interrupt message (MSI).
     *
     * @param message its number among the device's messages, from 0 on
     * @param vector what the device stores at FEE00000
     */
    record MessageInterrupt(int message, int vector) implements CmResource {
        public MessageInterrupt {
            if (message < 0 || vector < 0x10 || vector > 0xFF) {
                throw new IllegalArgumentException(
                        "no such interrupt message: %d, vector %x".formatted(message, vector));
            }
        }
    }

    /** CmResourceTypeMemory: physical addresses that the device decodes. */
    record Memory(long start, long length) implements CmResource {
        public Memory {
            if (start < 0 || length < 1 || start + length < 0) {
                throw new IllegalArgumentException(
                        "no such memory: %x+%x".formatted(start, length));
            }
        }
    }

    /**
     * CmResourceTypeDma: a channel of the system DMA controller, and for version 3 of the DMA
     * services the request line that is wired to it.
     *
     * @param flags of the CM_RESOURCE_DMA_ kind: what moves at a time, who moves it, and how fast
     */
    record Dma(int channel, int requestLine, int flags) implements CmResource {
        public static final int CM_RESOURCE_DMA_8 = 0x00;
        public static final int CM_RESOURCE_DMA_16 = 0x01;
        public static final int CM_RESOURCE_DMA_32 = 0x02;
        public static final int CM_RESOURCE_DMA_8_AND_16 = 0x04;
        public static final int CM_RESOURCE_DMA_BUS_MASTER = 0x08;
        public static final int CM_RESOURCE_DMA_TYPE_A = 0x10;
        public static final int CM_RESOURCE_DMA_TYPE_B = 0x20;
        public static final int CM_RESOURCE_DMA_TYPE_F = 0x40;

        private static final int KNOWN_FLAGS = 0x7F;
        private static final int FIRST_OF_16_BITS = 4;

        public Dma {
            if (channel < 0 || requestLine < 0 || (flags & ~KNOWN_FLAGS) != 0) {
                throw new IllegalArgumentException(
                        "no such DMA channel: %d with request line %d and flags 0x%x"
                                .formatted(channel, requestLine, flags));
            }
        }

        /** A slave's channel of a PC: up to 3 it moves bytes, behind that words. */
        public Dma(int channel, int requestLine) {
            this(
                    channel,
                    requestLine,
                    channel < FIRST_OF_16_BITS ? CM_RESOURCE_DMA_8 : CM_RESOURCE_DMA_16);
        }

        /** A slave's channel whose request line has its number, as on every PC. */
        public Dma(int channel) {
            this(channel, channel);
        }
    }
}
