package dev.dreq.hal.mm;

/** MM_PAGE_PRIORITY: how much a mapping matters when there is little room. */
public enum MdlPagePriority {
    LowPagePriority(0),
    NormalPagePriority(16),
    HighPagePriority(32);

    private final int value;

    MdlPagePriority(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
