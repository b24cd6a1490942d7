package dev.dreq.hal.mm;

/** MM_PAGE_PRIORITY: how much a mapping matters when there is little room. */
public enum MdlPagePriority {
    LowPagePriority,
    NormalPagePriority,
    HighPagePriority
}
