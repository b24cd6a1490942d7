package dev.dreq.hal.mm;

/** The page frames of an MDL, as they are when looked at. */
record MdlPfns(Mdl mdl) implements PfnArray {
    @Override
    public int length() {
        return Mdls.pages(mdl);
    }

    @Override
    public long get(int index) {
        return mdl.pfn(index);
    }
}
