/**
 * Disk images read without mounting them: partitions (GPT, MBR) and the file systems ext2, ext3 and
 * ext4 on them, read only. No kept library for Java reads ext4, and a loop mount needs root and
 * gives a hostile image to the kernel; so this reads it, with every offset checked and every count
 * bounded.
 */
@NullMarked
package io.merlon.connect.software.disk;

import org.jspecify.annotations.NullMarked;
