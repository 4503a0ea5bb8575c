at: 53m
cwd: /home/sam/work/harbourline/web
branch: main
end: crash
registry: 999979

@user
the checkout e2e fails one run in five, only on windows runners. find out why
@bash gh run list --workflow e2e --limit 20 --json conclusion,databaseId -q '.[] | select(.conclusion=="failure") | .databaseId'
# Recent failing e2e runs
11873420911
11872904417
11872617008
11871330216
@bash gh run view 11873420911 --log-failed | tail -14
# Tail of a failing run
e2e  chromium  ␛[31m1 failed␛[39m
e2e    [chromium] › checkout.spec.ts:48:3 › checkout › pays with a saved card
e2e
e2e    Error: expect(locator).toHaveText(expected)
e2e    Locator: getByTestId('total')
e2e    Expected string: "€ 48.00"
e2e    Received string: "€ 48,00"
e2e    Call log:
e2e      - waiting for getByTestId('total')
e2e      9 × locator resolved to <output data-testid="total">€ 48,00</output>
@think
A comma instead of a point: locale. But one run in five, only on Windows: the image pool must hold machines with different locales. The component uses Intl.NumberFormat with undefined locale.
@say
That is no timing problem, that is a **comma**. The total is formatted in the browser's locale, and one in five Windows runners is apparently German.
@read src/checkout/Total.tsx
export function Total({ cents, currency }: { cents: number; currency: string }) {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return <output data-testid="total">{format.format(cents / 100)}</output>;
}
@say
Users should of course keep *their* comma. It is the test that must say which locale it means.
@edit playwright.config.ts:14
   use: {
     baseURL: 'http://localhost:4173',
+    locale: 'en-IE',
+    timezoneId: 'Europe/Dublin',
     trace: 'retain-on-failure',
   },
@edit e2e/checkout.spec.ts:44
   test('pays with a saved card', async ({ page }) => {
-    await page.waitForTimeout(3000);
     await checkout(page).paySaved('4242');
-    await page.waitForTimeout(3000);
     await expect(page.getByTestId('total')).toHaveText('€ 48.00');
   });
+
+  test.describe('in Germany', () => {
+    test.use({ locale: 'de-DE' });
+
+    test('shows the total with a comma', async ({ page }) => {
+      await checkout(page).paySaved('4242');
+      await expect(page.getByTestId('total')).toHaveText('48,00 €');
+    });
+  });
@say
I also removed two `waitForTimeout(3000)`. Somebody had tried to outwait the comma.
@title Flaky checkout test on Windows runners
@user
ha. run it 50 times with the fake clock to be sure
@bash? pnpm playwright test e2e/checkout.spec.ts --repeat-each 50 --workers 4
# Fifty repetitions of the checkout tests
