package io.merlon.cli.output;

import io.merlon.cli.Terminal;
import io.merlon.connect.file.ReadingProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar of the bytes or files read, on standard error; gone when it is done. */
public final class ProgressLine implements ReadingProgress, AutoCloseable {
  private static final int COLUMNS = 80;
  private static final String WIPE = "\u001b[1A\r\u001b[2K";

  private final Terminal terminal;
  private final ProgressBar bar;

  public ProgressLine(Terminal terminal, String task, long bytes) {
    this(terminal, task, bytes, " MiB", 1 << 20);
  }

  private ProgressLine(Terminal terminal, String task, long most, String unit, long size) {
    this.terminal = terminal;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("%-9s".formatted(task))
            .setInitialMax(most)
            .setUnit(unit, size)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), COLUMNS))
            .build();
  }

  /** A bar of files of which nobody knows yet how many there are. */
  public static ProgressLine ofFiles(Terminal terminal, String task) {
    return new ProgressLine(terminal, task, -1, " files", 1);
  }

  /** So much more is done. */
  public void more(long amount) {
    bar.stepBy(amount);
  }

  @Override
  public void at(long read, long total) {
    bar.maxHint(total);
    bar.stepTo(read);
  }

  @Override
  public void close() {
    bar.close();
    terminal.err().print(WIPE);
    terminal.err().flush();
  }
}
