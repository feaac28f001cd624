package io.merlon.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A network between a program and its database that can stand still, and be cut. */
final class PausableProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resumed = lock.newCondition();
  private boolean paused;
  private volatile boolean cut;

  PausableProxy(int target) throws IOException {
    this.target = target;
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (cut) {
          near.close();
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(near);
        sockets.add(far);
        Thread.startVirtualThread(() -> pump(near, far));
        Thread.startVirtualThread(() -> pump(far, near));
      } catch (IOException closed) {
        // the listener was closed, or the database is not there: the client notices
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        awaitResumed();
        output.write(buffer, 0, read);
        output.flush();
      }
    } catch (IOException | InterruptedException ended) {
      // one end was closed; so is the other by now
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void awaitResumed() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (paused) {
        resumed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing arrives any more, and nobody is told. */
  void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  void resume() {
    lock.lock();
    try {
      paused = false;
      resumed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all connections and takes no new ones until it is mended. */
  void cut() throws IOException {
    cut = true;
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    resume();
    listener.close();
    cut();
  }
}
