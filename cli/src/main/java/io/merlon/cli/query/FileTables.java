package io.merlon.cli.query;

import io.merlon.connect.file.InventoryFiles;
import io.merlon.connect.file.ReadingProgress;
import io.merlon.model.Resource;
import io.merlon.query.Table;
import io.merlon.query.TableScan;
import io.merlon.query.Tables;
import java.util.concurrent.CancellationException;

/** What lies in files, as tables; each scan reads the files once. */
final class FileTables implements Tables {
  private final InventoryFiles files;

  FileTables(InventoryFiles files) {
    this.files = files;
  }

  @Override
  public void scan(TableScan scan, RowSink sink) {
    try {
      files.read(
          ReadingProgress.SILENT,
          resource -> {
            if (isAsked(resource, scan) && !sink.accept(resource.document())) {
              throw new Enough();
            }
          });
    } catch (Enough stopped) {
      // the rest is not wanted
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static boolean isAsked(Resource resource, TableScan scan) {
    return Table.ofType(resource.type().folded()) == scan.table()
        && scan.wantsType(resource.type().folded());
  }

  /** Ends a pass before its end. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("", null, false, false);
    }
  }
}
