package io.merlon.connect.file.evtx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** A chunk of a log: records, and the names and templates that they share. */
final class EvtxChunk {
  private static final long MAGIC = 0x006B6E6843666C45L;
  private static final int RECORDS = 512;
  private static final int RECORD_MAGIC = 0x00002A2A;
  private static final int RECORD_HEADER = 24;
  private static final int FREE_SPACE = 48;

  private final ByteBuffer chunk;
  private final int number;
  private final EvtxFile.Listener listener;

  EvtxChunk(ByteBuffer chunk, int number, EvtxFile.Listener listener) {
    this.chunk = chunk;
    this.number = number;
    this.listener = listener;
  }

  void read() {
    if (chunk.limit() < RECORDS) {
      return;
    }
    boolean intact = chunk.getLong(0) == MAGIC;
    if (!intact) {
      if (chunk.getLong(0) == 0 && chunk.getInt(RECORDS) == 0) {
        return;
      }
      listener.problem(0, "chunk " + number + " has a broken header; its records are tried");
    }
    int stated = chunk.getInt(FREE_SPACE);
    int end = intact && stated > RECORDS && stated <= chunk.limit() ? stated : chunk.limit();
    BinaryXml xml = new BinaryXml(chunk);
    int at = RECORDS;
    while (at + RECORD_HEADER <= end && chunk.getInt(at) == RECORD_MAGIC) {
      int size = chunk.getInt(at + 4);
      long record = chunk.getLong(at + 8);
      if (size < RECORD_HEADER || size > end - at) {
        listener.problem(record, "a record of " + size + " bytes; the chunk's rest is left out");
        return;
      }
      readRecord(xml, record, at + RECORD_HEADER);
      at += size;
    }
  }

  private void readRecord(BinaryXml xml, long record, int start) {
    try {
      listener.event(record, xml.document(start));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
      listener.problem(record, "a broken record: " + e.getMessage());
    }
  }
}
