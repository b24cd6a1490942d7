package dev.dreq.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapterInfo;
import dev.dreq.hal.dma.DmaCompletionStatus;
import dev.dreq.hal.dma.DmaOperationsV3;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaTransferInfo;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.video.DmaFlags;
import dev.dreq.hal.video.HwDmaReturn;
import dev.dreq.hal.video.VideoSynchronizePriority;
import dev.dreq.hal.video.VpLockOperation;
import dev.dreq.hal.video.VpStatus;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that drivers see are those of the Windows headers. */
class NumbersTest {
    private static <E> void numbered(E[] constants, ToIntFunction<E> value, Integer... values) {
        assertEquals(List.of(values), Stream.of(constants).map(value::applyAsInt).toList());
    }

    @Test
    void enumerationsOfTheKernelHaveTheirNumbers() {
        numbered(IoAllocationAction.values(), IoAllocationAction::value, 1, 2, 3);
        numbered(InterfaceType.values(), InterfaceType::value, -1, 0, 1, 2, 3, 4, 5, 17);
        numbered(LockOperation.values(), LockOperation::value, 0, 1, 2);
        numbered(MdlPagePriority.values(), MdlPagePriority::value, 0, 16, 32);
    }

    @Test
    void enumerationsOfDmaHaveTheirNumbers() {
        numbered(DmaWidth.values(), DmaWidth::value, 0, 1, 2, 3, 4, 5);
        numbered(DmaSpeed.values(), DmaSpeed::value, 0, 1, 2, 3, 4, 5);
        numbered(DmaCompletionStatus.values(), DmaCompletionStatus::value, 0, 1, 2, 3);
    }

    @Test
    void enumerationsOfTheVideoPortHaveTheirNumbers() {
        numbered(VpLockOperation.values(), VpLockOperation::value, 0, 1, 2);
        numbered(VideoSynchronizePriority.values(), VideoSynchronizePriority::value, 0, 1, 2);
        numbered(DmaFlags.values(), DmaFlags::value, 1, 2, 3);
        numbered(HwDmaReturn.values(), HwDmaReturn::value, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_SUCCESS, 00000000",
        "STATUS_PENDING, 00000103",
        "STATUS_NOT_IMPLEMENTED, C0000002",
        "STATUS_ACCESS_VIOLATION, C0000005",
        "STATUS_INVALID_PARAMETER, C000000D",
        "STATUS_BUFFER_TOO_SMALL, C0000023",
        "STATUS_NONE_MAPPED, C0000073",
        "STATUS_INSUFFICIENT_RESOURCES, C000009A",
        "STATUS_NOT_SUPPORTED, C00000BB",
        "STATUS_INVALID_PARAMETER_2, C00000F0",
        "STATUS_CANCELLED, C0000120",
        "STATUS_IO_DEVICE_ERROR, C0000185"
    })
    void aStatusHasItsNumber(NtStatus status, String number) {
        assertEquals(Integer.parseUnsignedInt(number, 16), status.value());
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ERROR, 0",
        "ERROR_INVALID_FUNCTION, 1",
        "ERROR_NOT_ENOUGH_MEMORY, 8",
        "ERROR_DEV_NOT_EXIST, 55",
        "ERROR_INVALID_PARAMETER, 87",
        "ERROR_INSUFFICIENT_BUFFER, 122",
        "ERROR_MORE_DATA, 234",
        "ERROR_IO_PENDING, 997",
        "ERROR_CONTINUE, 1246",
        "ERROR_NO_MORE_DEVICES, 1248"
    })
    void aStatusOfTheVideoPortHasItsNumber(VpStatus status, int number) {
        assertEquals(number, status.code());
    }

    @Test
    void levelsFlagsAndVersionsHaveTheirNumbers() {
        assertEquals(0, Irql.PASSIVE_LEVEL);
        assertEquals(1, Irql.APC_LEVEL);
        assertEquals(2, Irql.DISPATCH_LEVEL);
        assertEquals(3, Irql.LOWEST_DIRQL);
        assertEquals(0x0001, Mdl.MDL_MAPPED_TO_SYSTEM_VA);
        assertEquals(0x0002, Mdl.MDL_PAGES_LOCKED);
        assertEquals(0x0004, Mdl.MDL_SOURCE_IS_NONPAGED_POOL);
        assertEquals(0x0008, Mdl.MDL_ALLOCATED_FIXED_SIZE);
        assertEquals(0x0010, Mdl.MDL_PARTIAL);
        assertEquals(0x0020, Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED);
        assertEquals(0x0040, Mdl.MDL_IO_PAGE_READ);
        assertEquals(0x0080, Mdl.MDL_WRITE_OPERATION);
        assertEquals(0x0100, Mdl.MDL_PARENT_MAPPED_SYSTEM_VA);
        assertEquals(0x0200, Mdl.MDL_FREE_EXTRA_PTES);
        assertEquals(0x0400, Mdl.MDL_DESCRIBES_AWE);
        assertEquals(0x0800, Mdl.MDL_IO_SPACE);
        assertEquals(0x1000, Mdl.MDL_NETWORK_HEADER);
        assertEquals(0x2000, Mdl.MDL_MAPPING_CAN_FAIL);
        assertEquals(0x4000, Mdl.MDL_ALLOCATED_MUST_SUCCEED);
        assertEquals(0x8000, Mdl.MDL_INTERNAL);
        assertEquals(0x00, CmResource.Dma.CM_RESOURCE_DMA_8);
        assertEquals(0x01, CmResource.Dma.CM_RESOURCE_DMA_16);
        assertEquals(0x02, CmResource.Dma.CM_RESOURCE_DMA_32);
        assertEquals(0x04, CmResource.Dma.CM_RESOURCE_DMA_8_AND_16);
        assertEquals(0x08, CmResource.Dma.CM_RESOURCE_DMA_BUS_MASTER);
        assertEquals(0x10, CmResource.Dma.CM_RESOURCE_DMA_TYPE_A);
        assertEquals(0x20, CmResource.Dma.CM_RESOURCE_DMA_TYPE_B);
        assertEquals(0x40, CmResource.Dma.CM_RESOURCE_DMA_TYPE_F);
        assertEquals(0x01, DmaOperationsV3.DMA_SYNCHRONOUS_CALLBACK);
        assertEquals(0, DeviceDescription.DEVICE_DESCRIPTION_VERSION);
        assertEquals(1, DeviceDescription.DEVICE_DESCRIPTION_VERSION1);
        assertEquals(2, DeviceDescription.DEVICE_DESCRIPTION_VERSION2);
        assertEquals(3, DeviceDescription.DEVICE_DESCRIPTION_VERSION3);
        assertEquals(1, DmaAdapterInfo.VERSION1);
        assertEquals(1, DmaTransferInfo.VERSION1);
        assertEquals(2, DmaTransferInfo.VERSION2);
    }
}
