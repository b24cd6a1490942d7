package dev.dreq.hal.video;

import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Asks a miniport for the children of its device. */
final class VideoChildren {
    private static final int DESCRIPTOR_SIZE = 0x100;
    private static final int MOST = 64;

    private final Ke ke;
    private final Mm mm;

    VideoChildren(Ke ke, Mm mm) {
        this.ke = ke;
        this.mm = mm;
    }

    void enumerate(VideoDevice device) {
        HwVidGetVideoChildDescriptor routine = device.miniport().hwGetVideoChildDescriptor();
        long descriptor = mm.allocatePool(PoolType.NonPagedPool, DESCRIPTOR_SIZE, "Vdch");
        if (routine == null || descriptor == 0) {
            return;
        }
        List<VideoChild> children = new ArrayList<>();
        VpStatus status = VpStatus.ERROR_CONTINUE;
        for (int index = 1; index <= MOST && goesOn(status); index++) {
            mm.fill(descriptor, DESCRIPTOR_SIZE, 0);
            Pulong type = mm.newUlong(VideoChildType.Other.value());
            Pulong uId = mm.newUlong(0);
            status =
                    routine.getVideoChildDescriptor(
                            device.extension(),
                            new VideoChildEnumInfo(DESCRIPTOR_SIZE, index, 0),
                            type,
                            descriptor,
                            uId,
                            mm.newUlong(0));
            ke.requireReturnAt(Irql.PASSIVE_LEVEL, "HwVidGetVideoChildDescriptor of " + device);
            if (status == VpStatus.ERROR_CONTINUE) {
                children.add(new VideoChild(type.get(), uId.get(), hex(descriptor)));
            }
        }
        mm.freePool(descriptor);
        device.setChildren(children);
    }

    private static boolean goesOn(VpStatus status) {
        return status == VpStatus.ERROR_CONTINUE || status == VpStatus.ERROR_INVALID_NAME;
    }

    private String hex(long descriptor) {
        byte[] bytes = new byte[DESCRIPTOR_SIZE];
        mm.read(descriptor, bytes, 0, bytes.length);
        return HexFormat.of().formatHex(bytes);
    }
}
