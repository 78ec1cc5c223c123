#include <QtTest>

#include "ui/look/flow_layout.h"

namespace vp::test {

using ui::FlowLayout;

class TestFlowLayout : public QObject {
  Q_OBJECT

 private slots:
  void breaks_where_the_width_ends_data();
  void breaks_where_the_width_ends();
  void hidden_widgets_take_no_room();
  void mirrors_with_the_script();
};

namespace {

/// Boxes of 100 x 20, 60 x 30 and 80 x 20, 10 apart, rows 4 apart.
struct Boxes {
  QWidget parent;
  FlowLayout* layout = new FlowLayout(10, 4, &parent);
  QList<QWidget*> boxes;

  Boxes() {
    layout->setContentsMargins(0, 0, 0, 0);
    for (const QSize size : {QSize(100, 20), QSize(60, 30), QSize(80, 20)}) {
      auto* box = new QWidget;
      box->setFixedSize(size);
      layout->addWidget(box);
      boxes.append(box);
    }
  }
};

}  // namespace

void TestFlowLayout::breaks_where_the_width_ends_data() {
  QTest::addColumn<int>("width");
  QTest::addColumn<int>("height");
  QTest::addColumn<QList<QPoint>>("places");
  QTest::newRow("one row") << 260 << 30 << QList<QPoint>{{0, 5}, {110, 0}, {180, 5}};
  QTest::newRow("a pixel too narrow") << 259 << 54 << QList<QPoint>{{0, 5}, {110, 0}, {0, 34}};
  QTest::newRow("the first alone") << 169 << 54 << QList<QPoint>{{0, 0}, {0, 24}, {70, 29}};
  QTest::newRow("one below the other") << 100 << 78 << QList<QPoint>{{0, 0}, {0, 24}, {0, 58}};
}

void TestFlowLayout::breaks_where_the_width_ends() {
  QFETCH(int, width);
  QFETCH(int, height);
  QFETCH(QList<QPoint>, places);
  Boxes made;
  QCOMPARE(made.layout->heightForWidth(width), height);
  made.layout->setGeometry(QRect(0, 0, width, height));
  for (int i = 0; i < places.size(); ++i) QCOMPARE(made.boxes[i]->pos(), places[i]);
  QCOMPARE(made.layout->sizeHint(), QSize(260, 30));
  QCOMPARE(made.layout->minimumSize(), QSize(100, 30));
}

void TestFlowLayout::hidden_widgets_take_no_room() {
  Boxes made;
  made.boxes[1]->hide();
  QCOMPARE(made.layout->sizeHint(), QSize(190, 20));
  QCOMPARE(made.layout->heightForWidth(190), 20);
  QCOMPARE(made.layout->heightForWidth(189), 44);
}

void TestFlowLayout::mirrors_with_the_script() {
  Boxes made;
  made.parent.setLayoutDirection(Qt::RightToLeft);
  made.layout->setGeometry(QRect(0, 0, 260, 30));
  QCOMPARE(made.boxes[0]->pos(), QPoint(160, 5));
  QCOMPARE(made.boxes[2]->pos(), QPoint(0, 5));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestFlowLayout)
#include "test_flow_layout.moc"
