package dev.dreq.hal.video;

import java.util.HexFormat;

/**
 * A child that a miniport described.
 *
 * @param type a {@link VideoChildType#value}
 * @param uId its identifier
 * @param descriptor its EDID, in hexadecimal digits
 */
public record VideoChild(int type, int uId, String descriptor) {

    /** The EDID's bytes. */
    public byte[] edid() {
        return HexFormat.of().parseHex(descriptor);
    }
}
