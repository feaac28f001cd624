package io.merlon.cli.assess;

import io.merlon.cli.Terminal;
import io.merlon.connect.file.ReadingProgress;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar of the bytes read, where a person watches; else nothing. */
final class ProgressLine implements ReadingProgress, AutoCloseable {
  private final Optional<ProgressBar> bar;

  ProgressLine(Terminal terminal, boolean shown, String task, long bytes) {
    this.bar =
        shown && terminal.isInteractive() && bytes > 0
            ? Optional.of(
                new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(bytes)
                    .setUnit("MiB", 1 << 20)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .build())
            : Optional.empty();
  }

  @Override
  public void at(long read, long total) {
    bar.ifPresent(b -> b.stepTo(read));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
