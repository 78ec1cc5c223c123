#include <QEventLoop>
#include <QTimer>
#include <QtTest>
#include <memory>
#include <thread>
#include <vector>

#include "ui/mailbox.h"

namespace vp::test {

using ui::Mailbox;

class TestMailbox : public QObject {
  Q_OBJECT

 private slots:
  void runs_on_its_own_thread_in_order();
  void a_function_may_wait_for_a_later_one();
  void a_function_may_delete_the_mailbox();
  void what_waits_is_dropped_with_it();
};

void TestMailbox::runs_on_its_own_thread_in_order() {
  constexpr int kCount = 2000;
  Mailbox mailbox;
  std::vector<int> found;
  const QThread* here = QThread::currentThread();
  std::thread poster([&] {
    for (int i = 0; i < kCount; ++i) {
      mailbox.post([&, i] { found.push_back(QThread::currentThread() == here ? i : -1); });
    }
  });
  QTRY_COMPARE(found.size(), std::size_t{kCount});
  poster.join();
  for (int i = 0; i < kCount; ++i) QCOMPARE(found[static_cast<std::size_t>(i)], i);
}

// A result may open a dialog, whose event loop goes on receiving.
void TestMailbox::a_function_may_wait_for_a_later_one() {
  Mailbox mailbox;
  QEventLoop inner;
  bool ended = false;
  mailbox.post([&] {
    QTimer::singleShot(0, &inner, [&] { mailbox.post([&] { inner.quit(); }); });
    inner.exec();
    ended = true;
  });
  QTRY_VERIFY(ended);
}

void TestMailbox::a_function_may_delete_the_mailbox() {
  auto mailbox = std::make_unique<Mailbox>();
  bool later = false;
  mailbox->post([&] { mailbox.reset(); });
  mailbox->post([&] { later = true; });
  QTRY_VERIFY(mailbox == nullptr);
  QCoreApplication::processEvents();
  QVERIFY(!later);
}

void TestMailbox::what_waits_is_dropped_with_it() {
  const auto held = std::make_shared<int>(0);
  bool told = false;
  {
    Mailbox mailbox;
    mailbox.post([&told, held] { told = true; });
    QCOMPARE(held.use_count(), 2L);
  }
  QCOMPARE(held.use_count(), 1L);
  QCoreApplication::processEvents();
  QVERIFY(!told);
}

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestMailbox)
#include "test_mailbox.moc"
