package dev.dreq.hal.video;

/** HwVidStartIO. Called at PASSIVE_LEVEL with one packet at a time. */
@FunctionalInterface
public interface HwVidStartIo {

    /** Finishes or fails the packet in its status block, then returns true. */
    boolean startIo(Object hwDeviceExtension, VideoRequestPacket requestPacket);
}
